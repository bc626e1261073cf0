/**
 * The program {@code amtool}: asks a running server over its API, checks configuration files, shows what webhooks
 * receive.
 *
 * <p>Starts fast: no Vert.x, no log, no YAML unless a file is read. Single-threaded but for the webhook listener.
 */
@NullMarked
package io.tocsin.server.amtool;

import org.jspecify.annotations.NullMarked;
