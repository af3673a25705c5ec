"""Answers to calls: given, shown over time, asked for, decided at a meeting."""
