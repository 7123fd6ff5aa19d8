"""The commands of `citegate`, in files by what they are for. Each imports only what it needs: start-up counts."""
