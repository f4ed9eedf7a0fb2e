import NIOCore
import NIOHTTP1
import NIOPosix

/// Builds the libraries of the server.
func eventLoops() -> any EventLoopGroup { MultiThreadedEventLoopGroup(numberOfThreads: 1) }
private func head() -> HTTPRequestHead { HTTPRequestHead(version: .http1_1, method: .GET, uri: "/") }
