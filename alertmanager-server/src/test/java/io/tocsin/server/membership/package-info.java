/** Clusters for tests of whatever shows them. */
@NullMarked
package io.tocsin.server.membership;

import org.jspecify.annotations.NullMarked;
