"""Drives an MCP server with the SDK's client and prints what came, as one JSON object.

usage: sdk_client.py MODE COMMAND [ARGUMENT...]
"""

import asyncio
import json
import sys

from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import MCPError


async def main():
    mode, command, *arguments = sys.argv[1:]
    transport = stdio_client(StdioServerParameters(command=command, args=arguments))
    async with Client(transport, mode=mode) as client:
        tools = (await client.list_tools()).tools
        listed = await client.call_tool("list", {"path": "."})
        wrong = await client.call_tool("list", {"depth": 0})
        try:
            await client.call_tool("nosuch", {})
            unknown = None
        except MCPError as error:
            unknown = error.error.code
        both = await asyncio.gather(
            client.call_tool("read", {"reads": {"source": "a.txt"}}),
            client.call_tool("read", {"reads": {"source": "b.txt"}}),
        )
        print(
            json.dumps(
                {
                    "version": client.protocol_version,
                    "server": client.server_info.name,
                    "tools": [tool.name for tool in tools],
                    "schema": tools[0].input_schema,
                    "list": listed.content[0].text,
                    "wrong": [wrong.is_error, wrong.content[0].text],
                    "unknown": unknown,
                    "both": [result.content[0].text for result in both],
                }
            )
        )


asyncio.run(main())
