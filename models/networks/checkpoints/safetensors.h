#pragma once
#include <map>
#include <string>

#include "solvers/tensor.h"

namespace odelia {

/// The tensors of a safetensors file by name, on the CPU; `metadata` receives its
/// `__metadata__`. Layout: uint64 header length n; n bytes of JSON, {name: {dtype, shape,
/// data_offsets}}; data. The header is checked whole before any tensor is allocated: its
/// length (at most 100 MB and within the file), strict JSON without duplicate keys or
/// unknown fields, known dtypes (F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL), shapes whose
/// product does not overflow, byte counts, and data ranges that cover the data exactly,
/// without gap or overlap.  Peak memory is about the file's size. Throws
/// std::invalid_argument when there is no such file, UnreadableFile naming the file and
/// the broken rule for everything else.  Source: huggingface.co/docs/safetensors, "Format".
std::map<std::string, Tensor> read_safetensors(
    const std::string& path, std::map<std::string, std::string>* metadata = nullptr);

/// Writes the tensors (any device and strides, one of the dtypes above)
/// as a safetensors file. It appears whole or not at all, and the same
/// tensors give the same bytes. Throws std::invalid_argument on an
/// unusable name or dtype, std::runtime_error when writing fails.
void write_safetensors(const std::string& path, const std::map<std::string, Tensor>& tensors,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace odelia
