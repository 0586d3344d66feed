"""Everything that changes a contribution: drafting, handing in, asking and answering, contacts, taking back."""
