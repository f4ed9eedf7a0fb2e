import REPLCommand

Dispatch.main()
