"""Documents of a bid: facts in, one paper of words, then Word, PDF and a workbook of it. Pure."""
