${purpose} : ce que vous y trouvez
