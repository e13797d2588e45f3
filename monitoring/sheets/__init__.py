"""An overview or results as a spreadsheet, there and back; and the reading of any spreadsheet that people bring."""
