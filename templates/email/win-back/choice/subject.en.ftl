${purpose}: would you like to go on?
