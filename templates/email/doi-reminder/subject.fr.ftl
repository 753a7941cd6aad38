Votre inscription attend votre confirmation – ${controller}
