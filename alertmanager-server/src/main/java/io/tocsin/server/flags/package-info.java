/**
 * Command lines in the grammar of the original's programs: long and short flags, switches with a {@code no-} twin,
 * repeatable flags, sub-commands and argument files; and the options of the server that such a line gives.
 *
 * <p>Depends on little, so that a wrong command line is answered before anything else is loaded.
 * Everything here is immutable and used by the starting thread.
 */
@NullMarked
package io.tocsin.server.flags;

import org.jspecify.annotations.NullMarked;
