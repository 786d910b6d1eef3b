#DECLARE($aParameterWithAVeryLongNameIndeed : Text)
show($aParameterWithAVeryLongNameIndeedAndMore)
