/** How the server fares. */
@NullMarked
package io.tocsin.server.health;

import org.jspecify.annotations.NullMarked;
