CALL WORKER("printer"; Formula(print_page); "page 7")
DELAY PROCESS(Current process; 60)
