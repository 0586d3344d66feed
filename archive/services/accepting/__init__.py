"""From what somebody handed in to a record of the museum: the words filled in, never written over; always a draft."""
