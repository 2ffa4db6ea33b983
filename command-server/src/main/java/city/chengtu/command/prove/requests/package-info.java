/**
 * Bad requests 恶意请求: sends a server what nobody should send, over every operation of its own
 * contract and over its sockets, and checks from outside that each is refused by name and changes
 * nothing.
 */
package city.chengtu.command.prove.requests;
