"""The one analyzer: everything that is known about Chinese text, used alike for what is stored and what is asked."""
