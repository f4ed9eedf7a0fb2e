import Glibc

/// What libFuzzer, whose `main` this executable has, calls once for each input
/// (https://llvm.org/docs/LibFuzzer.html). The target is named by `AGENT_FUZZ_TARGET`, so that one executable
/// serves all; `list` prints their names.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(
  _ count: UnsafeMutablePointer<CInt>?,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
  if chosenName == "list" {
    for target in FuzzTarget.all { print(target.name) }
    exit(0)
  }
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  chosen.run(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

private let chosenName = getenv("AGENT_FUZZ_TARGET").map { String(cString: $0) } ?? ""

private let chosen: FuzzTarget = {
  guard let target = FuzzTarget.all.first(where: { $0.name == chosenName }) else {
    fatalError("no target '\(chosenName)'")
  }
  return target
}()
