"""Every number: where it comes from, how it was computed, and that none stands in the text without."""
