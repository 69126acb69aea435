/**
 * This package carries messages between two processes, whatever the stream between them is. A
 * message is a frame of a kind and bounded bytes. What they mean is not known here.
 *
 * <p>May use: nothing.
 */
@NullMarked
package dev.tokenstorm.link;

import org.jspecify.annotations.NullMarked;
