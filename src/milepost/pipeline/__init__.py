"""In which order does everything happen? Each verb of the command line is one function of this package."""
