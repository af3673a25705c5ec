"""What goes into an application between sign-on and submission: text, tasks, annexes, days."""
