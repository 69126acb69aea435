package dev.tokenstorm.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes messages that a client can parse, and that no server should send: fields are gone, have
 * other values or came to be, and what is repeated is in another order.
 */
public final class MessageMutator {
  private static final int DEEPEST = 8;

  private final Mutator mutator;

  /** Makes one that draws by another. */
  public MessageMutator(Mutator mutator) {
    this.mutator = mutator;
  }

  /** Returns a copy in which a few things are other ones. */
  @SuppressWarnings("unchecked")
  public <M extends Message> M changed(M message) {
    Message.Builder builder = message.toBuilder();
    for (int changes = 1 + mutator.draw(3); changes > 0; changes--) {
      change(builder, 0);
    }
    return (M) builder.build();
  }

  /** Returns a list in which one is there twice, has another place, is gone or is another. */
  public <M extends Message> List<M> changed(List<M> messages) {
    List<M> copy = new ArrayList<>(messages);
    for (int changes = 1 + mutator.draw(3); changes > 0 && !copy.isEmpty(); changes--) {
      int at = mutator.draw(copy.size());
      int other = mutator.draw(copy.size());
      switch (mutator.draw(5)) {
        case 0 -> copy.remove(at);
        case 1 -> copy.add(other, copy.get(at));
        case 2 -> copy.set(at, copy.set(other, copy.get(at)));
        default -> copy.set(at, changed(copy.get(at)));
      }
    }
    return copy;
  }

  private void change(Message.Builder builder, int depth) {
    List<FieldDescriptor> present = new ArrayList<>(builder.getAllFields().keySet());
    boolean further = present.isEmpty() || mutator.draw(5) == 0;
    List<FieldDescriptor> choices = further ? builder.getDescriptorForType().getFields() : present;
    if (choices.isEmpty()) {
      return;
    }
    FieldDescriptor field = mutator.pick(choices);
    if (mutator.draw(6) == 0) {
      builder.clearField(field);
    } else if (field.isRepeated()) {
      changeRepeated(builder, field, depth);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      if (depth < DEEPEST) {
        Message.Builder inner = ((Message) builder.getField(field)).toBuilder();
        change(inner, depth + 1);
        builder.setField(field, inner.build());
      }
    } else {
      builder.setField(field, value(field));
    }
  }

  private void changeRepeated(Message.Builder builder, FieldDescriptor field, int depth) {
    int count = builder.getRepeatedFieldCount(field);
    if (field.isMapField() || count == 0) {
      builder.clearField(field);
      return;
    }
    int at = mutator.draw(count);
    Object one = builder.getRepeatedField(field, at);
    switch (mutator.draw(3)) {
      case 0 -> builder.addRepeatedField(field, one);
      case 1 -> builder.setRepeatedField(field, mutator.draw(count), one);
      default -> {
        if (one instanceof Message message && depth < DEEPEST) {
          Message.Builder inner = message.toBuilder();
          change(inner, depth + 1);
          builder.setRepeatedField(field, at, inner.build());
        } else if (!(one instanceof Message)) {
          builder.setRepeatedField(field, at, value(field));
        }
      }
    }
  }

  private Object value(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> mutator.pick(List.of(0, 1, -1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE));
      case LONG -> mutator.pick(List.of(0L, 1L, -1L, 5L, Long.MAX_VALUE, Long.MIN_VALUE));
      case FLOAT -> mutator.pick(List.of(0f, -1f, Float.MAX_VALUE));
      case DOUBLE -> mutator.pick(List.of(0.0, -1.0, Double.MAX_VALUE));
      case BOOLEAN -> mutator.draw(2) == 0;
      case STRING -> text();
      case BYTE_STRING -> ByteString.copyFromUtf8(mutator.word());
      case ENUM -> mutator.pick(field.getEnumType().getValues());
      case MESSAGE -> throw new IllegalArgumentException("a message is changed within");
    };
  }

  /** Without halves of characters, which no message can carry. */
  private String text() {
    return mutator.word().replaceAll("\\p{Cs}", "?");
  }
}
