"""The shapes of requests and answers; names and meanings follow the record contract."""
