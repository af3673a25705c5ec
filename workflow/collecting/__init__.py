"""Sources and what they bring: added, tried out, reviewed, told apart."""
