/**
 * What is written to disk, and told to the other members of a cluster: silences and the notification log as the
 * original's protobuf messages with a stamp, alerts as a message of ours.
 *
 * <p>Depends on the core and on protobuf's coded streams; no code is generated. Everything here is stateless.
 */
@NullMarked
package io.tocsin.core.record;

import org.jspecify.annotations.NullMarked;
