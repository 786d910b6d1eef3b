// An object gives code, message, signature and properties of its own
Try
	throw({errCode: 1; message: "This an error"})
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
Try
	throw({message: "without code"})
Catch
	show(Last errors[0].errCode; Last errors[0].message)
End try
Try
	throw({componentSignature: "xbox"; errCode: 600; name: "myFileName"; path: "myFilePath"; \
		message: "File {name} not found ({path})"})
Catch
	show(Last errors[0].errCode; Last errors[0].message; Last errors[0].componentSignature; Last errors[0].name)
End try
