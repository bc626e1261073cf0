/** The wire between the members of a cluster, as a port: acknowledged messages, and who is there. */
@NullMarked
package io.tocsin.cluster.transport;

import org.jspecify.annotations.NullMarked;
