"""What the page is put together from: sections as fragments, columns, lists of the records, marks."""
