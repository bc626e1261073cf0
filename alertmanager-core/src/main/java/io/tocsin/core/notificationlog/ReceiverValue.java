package io.tocsin.core.notificationlog;

/** A value that an integration keeps with a group between notifications, such as a message's thread. */
public sealed interface ReceiverValue {
    record Text(String value) implements ReceiverValue {}

    record Whole(long value) implements ReceiverValue {}

    record Real(double value) implements ReceiverValue {}
}
