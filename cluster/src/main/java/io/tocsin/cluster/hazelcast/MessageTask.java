package io.tocsin.cluster.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A message on its way: bytes, and who sent them. Runs at the receiver, and returns the answer there ({@link Answer}). */
final class MessageTask implements Callable<byte[]>, IdentifiedDataSerializable, HazelcastInstanceAware {
    /** Any number that Hazelcast does not use; its own are not positive. */
    static final int FACTORY_ID = 9094;

    static final int CLASS_ID = 1;

    /** Where the instance keeps who answers. */
    static final String RECEIVER_KEY = "tocsin.receiver";

    /** Answers messages in the thread that asks. */
    interface Receiver {
        byte[] answer(String senderId, byte[] message);
    }

    private String senderId;
    private byte[] message;
    private @Nullable HazelcastInstance instance;

    MessageTask(String senderId, byte[] message) {
        this.senderId = senderId;
        this.message = message;
    }

    static DataSerializableFactory factory() {
        return classId -> {
            if (classId != CLASS_ID) {
                throw new IllegalArgumentException("class " + classId + " (expected: " + CLASS_ID + ")");
            }
            return new MessageTask("", new byte[0]);
        };
    }

    @Override
    public byte[] call() {
        Object receiver = instance == null ? null : instance.getUserContext().get(RECEIVER_KEY);
        return receiver instanceof Receiver known
                ? known.answer(senderId, message)
                : Answer.refused("this node is not ready");
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.instance = instance;
    }

    @Override
    public int getFactoryId() {
        return FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return CLASS_ID;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(senderId);
        out.writeByteArray(message);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        String sender = in.readString();
        byte[] bytes = in.readByteArray();
        if (sender == null || bytes == null) {
            throw new IOException("a message without sender or content");
        }
        senderId = sender;
        message = bytes;
    }
}
