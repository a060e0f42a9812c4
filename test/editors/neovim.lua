-- Run with -S, as `nvim -l` is newer than Debian's Neovim; the configuration has started the server. Takes the first fix
-- of the menu as a person does, saves, and ends the editor with an exit code.
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
vim.cmd('qall!')
