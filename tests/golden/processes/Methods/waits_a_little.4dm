DELAY PROCESS(Current process; 12)
