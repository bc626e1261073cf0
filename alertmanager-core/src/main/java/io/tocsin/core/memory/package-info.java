/** How memory is divided of which nobody knows beforehand how much will be wanted. Depends on no other package. */
@NullMarked
package io.tocsin.core.memory;

import org.jspecify.annotations.NullMarked;
