"""What travels along with the page: tables as CSV, one workbook, the description of the package."""
