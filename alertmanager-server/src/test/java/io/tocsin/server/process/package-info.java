/**
 * Tests that look at the server from the outside, as a process among other processes, and what they need for it: starting
 * an Alertmanager (ours or the original), talking HTTP to it byte by byte, receiving its notifications.
 */
@NullMarked
package io.tocsin.server.process;

import org.jspecify.annotations.NullMarked;
