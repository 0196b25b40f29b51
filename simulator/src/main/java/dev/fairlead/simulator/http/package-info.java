/** HTTP/1.1 over sockets, close enough to the wire to notice a hang-up and to cut a packet. */
@NullMarked
package dev.fairlead.simulator.http;

import org.jspecify.annotations.NullMarked;
