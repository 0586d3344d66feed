"""Records as the search knows them: what may be read of each, and not a word more.

Every name passes `archive.rights`, every running text the name mask, every transcript `archive.speech`. An entry for
staff (access 仅工作人员) is cut the same way: true names of masked people never reach the index at all.
"""
