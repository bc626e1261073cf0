/** Prints values as Go's fmt and time packages do. */
@NullMarked
package io.tocsin.core.template.format;

import org.jspecify.annotations.NullMarked;
