/**
 * Certificates and private keys as text: PEM, read and refused as the original does. Depends on nothing of Tocsin;
 * opens no connection and no file.
 */
@NullMarked
package io.tocsin.core.tls;

import org.jspecify.annotations.NullMarked;
