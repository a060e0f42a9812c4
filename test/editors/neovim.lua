-- Run with -S, as `nvim -l` is newer than Debian's Neovim; the configuration has started the server. Takes the first fix
-- of the menu as a person does, then a field with its children in another file, saves, and ends the editor with an exit
-- code.
local function fail(what)
  io.stderr:write(what .. '\n')
  vim.cmd('cquit 1')
end

local function await(what, condition)
  if not vim.wait(30000, condition, 20) then fail('waited in vain: ' .. what) end
end

local buffer = vim.api.nvim_get_current_buf()
await('a diagnostic', function() return #vim.diagnostic.get(buffer) > 0 end)
for _, each in ipairs(vim.diagnostic.get(buffer)) do
  print(string.format('%d:%d %s %s', each.lnum + 1, each.col + 1, each.source, each.code or each.user_data.lsp.code))
  vim.api.nvim_win_set_cursor(0, { each.lnum + 1, each.col })
end

-- The editor asks which one; the best stands first. Neovim 0.7 does not ask for a mark on it.
vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do print('offered: ' .. (item.action or item[2]).title) end
  choose(items[1], 1)
end
vim.lsp.buf.code_action()
await('the fix', function() return vim.bo[buffer].modified end)
await('no diagnostic', function() return #vim.diagnostic.get(buffer) == 0 end)
vim.cmd('write')

-- The field that the half-typed word begins, written as completion plugins write it; omni completion cannot do lines.
vim.cmd('edit certificate.yaml')
local opened = vim.api.nvim_get_current_buf()
await('the server', function() return not vim.tbl_isempty(vim.lsp.buf_get_clients(opened)) end)
local line = vim.api.nvim_buf_line_count(opened) - 1
local answers = vim.lsp.buf_request_sync(opened, 'textDocument/completion', {
  textDocument = vim.lsp.util.make_text_document_params(opened),
  position = { line = line, character = #vim.api.nvim_buf_get_lines(opened, line, line + 1, true)[1] },
}, 30000)
for id, answer in pairs(answers) do
  for _, item in ipairs(vim.lsp.util.extract_completion_items(answer.result)) do
    if item.label == 'privateKey' then
      local encoding = vim.lsp.get_client_by_id(id).offset_encoding
      vim.lsp.util.apply_text_edits({ item.textEdit }, opened, encoding)
    end
  end
end
vim.bo[opened].endofline = false
vim.bo[opened].fixendofline = false
vim.cmd('write')
vim.cmd('qall!')
