// return with and without a value, and the named result (Parameters, return {expression})
show(result_of(1); result_of(2); result_of(3))
show(without_declaration)
