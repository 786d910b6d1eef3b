Zanzibar_Update(1; 2)
