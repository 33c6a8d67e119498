"""What a publication is, and its vocabulary as data: types, fields, statuses, marks, months."""
