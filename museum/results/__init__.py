"""What a search gives back, for every way it leaves the house: page, file, API."""
