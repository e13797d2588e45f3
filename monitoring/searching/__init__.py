"""Finding a word in all that a person may read: agreements, activities, hulpvragen, results and decisions.

`sources` says per kind what this person may read and gives candidates, `engine` says which of them hold the
words (PostgreSQL knows Dutch, SQLite compares letters), `marks` shows where; `finding` puts it together.
"""
