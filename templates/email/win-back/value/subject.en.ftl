${purpose}: what is in it for you
