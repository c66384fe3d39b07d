"""What should the report of a year be like, and what is on its pages?"""
