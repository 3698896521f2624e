"""Runs that nobody watches: what they say while they run, what they leave, whom they tell."""
