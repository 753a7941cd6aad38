Confirmez votre nouvelle adresse – ${controller}
