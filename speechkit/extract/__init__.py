"""What is taken out of the text: tasks, time words."""
