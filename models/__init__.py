"""The ground floor: records and their values, and the store that only `api` may import."""
